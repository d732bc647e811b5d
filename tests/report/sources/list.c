/* list.c - stands beside figures that were written by hand; never compiled. */
#include <stdlib.h>

struct node { struct node *next; };

struct node *build(int n)
{
	struct node *head = NULL;
	for (int i = 0; i < n; i++) {
		struct node *node = malloc(sizeof *node);
		node->next = head;
		head = node;
	}
	return head;
}

void drop(struct node *head)
{
	while (head) {
		struct node *next = head->next;
		free(head);
		head = next;
	}
}

int one(void) { return 1; }
