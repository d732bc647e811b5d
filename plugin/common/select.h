/* select.h - between options.c, which reads what the user chose, and select.c, which applies it. */
#ifndef MEMCC_SELECT_H
#define MEMCC_SELECT_H
#include <stdbool.h>

enum mcc_rule_kind { MCC_RULE_FUNCTION, MCC_RULE_SOURCE };

/* Copies the pattern. Rules apply in the order in which they were added; the last that matches
 * wins. Names given by functions= are not rules: an excluding rule beats them wherever it stands.
 */
void mcc_select_rule(enum mcc_rule_kind kind, bool exclude, const char *pattern);
void mcc_select_name(const char *pattern);

#endif
