/* objects.h - what emitted code refers to: per function its counters, points and descriptor, per
 * unit the thread's block and the runtime's functions; and how per-thread data is addressed
 * (abi.h).
 */
#ifndef MEMCC_CLANG_OBJECTS_H
#define MEMCC_CLANG_OBJECTS_H
#include "compat.h"

/* Builds code for one function. All access to counters, points and the thread's block goes through
 * here, so that only this class knows about %gs and thread-local displacements. */
class Objects
{
      public:
	/* `aliasing`: of the module, see objects_aliasing. `entry_counter`: counter 0 counts the
	 * activations. */
	Objects(llvm::Function &function, unsigned counters, unsigned point_words,
		bool entry_counter, llvm::MDNode *aliasing);

	/* At the function's start, before all else: without a segment loads the displacement, and
	 * attaches the thread if there is none. */
	void prologue(llvm::Instruction *before);

	/* Returns the sum. The optimiser may keep it in a register for a while. */
	llvm::Value *add_to_counter(llvm::Instruction *before, unsigned index);
	void add_in_place(llvm::Instruction *before, unsigned index);
	/* `thread.top += 1`; returns the new record's address. */
	llvm::Value *push(llvm::Instruction *before);
	void pop(llvm::Instruction *before);
	llvm::Value *load_top(llvm::Instruction *before);
	/* `*top = &points[word]`, and its further variants: a 16-bit store over the record's end.
	 */
	void store_point(llvm::Instruction *before, unsigned word);
	void store_record(llvm::Instruction *before, llvm::Value *point);
	llvm::Constant *point(unsigned word);
	void store_variant(llvm::Instruction *before, unsigned variant);
	/* `if (++counter[0] == 0) __memcc_enter(&function)`; or, if activations are not counted,
	 * `if (!function.entered) …` */
	void enter(llvm::Instruction *before);

	void call_enter(llvm::Instruction *before);
	void call_statement(llvm::Instruction *before, unsigned counter, unsigned word);
	void call_resume(llvm::Instruction *before, unsigned word);
	void call_leave(llvm::Instruction *before);
	void reland(llvm::Instruction *before, llvm::Value *record);

	/* Emits the descriptor. */
	void finish(const unsigned char *description, size_t size);

      private:
	llvm::Function &function;
	llvm::Module &module;
	llvm::LLVMContext &context;
	llvm::Type *word, *half;
	llvm::PointerType *address;
	bool segment;  /* %gs holds the displacement */
	bool suspends; /* a coroutine: may go on in another thread */
	unsigned counter_count, point_words;
	bool entry_counter;
	llvm::MDNode *aliasing;
	llvm::GlobalVariable *counters, *points, *descriptor;
	llvm::Value *delta = nullptr, *self = nullptr;

	using Builder = llvm::IRBuilder<>;
	llvm::GlobalVariable *external(const char *name, llvm::Type *type, unsigned space,
				       bool hidden);
	llvm::GlobalVariable *thread_local_word(const char *name, bool hidden);
	llvm::GlobalVariable *own(const char *name, llvm::Type *type, unsigned space,
				  llvm::Constant *value, const char *section);
	void mark(llvm::Instruction *access, const char *what);
	llvm::Value *load(Builder &builder, llvm::Type *type, llvm::Value *place, const char *what);
	void store(Builder &builder, llvm::Value *value, llvm::Value *place, const char *what);
	llvm::Value *load_thread_local(Builder &builder, const char *name, bool hidden);
	void push_in_place(Builder &builder, llvm::Value *place);
	llvm::Value *thread_word(Builder &builder, unsigned index);
	llvm::Constant *counter(unsigned index);
	llvm::Constant *as_address(llvm::Constant *object);
	void call(Builder &builder, const char *name, llvm::ArrayRef<llvm::Value *> arguments);
	void call_enter_cold(Builder &builder);
	void stub_enter(Builder &builder);
	llvm::MDNode *unlikely(void);
};

/* Whether the instruction was put in; calls of the runtime where it is seldom called, apart. */
bool objects_is_own(const llvm::Instruction &instruction);
bool objects_is_cold_call(const llvm::CallInst &call);

/* The root of the types by which Clang tells accesses of this module apart; null: it does not (-O0,
 * -fno-strict-aliasing). */
llvm::MDNode *objects_aliasing(const llvm::Module &module);

#endif
