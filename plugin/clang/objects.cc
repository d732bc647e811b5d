/* objects.cc - see objects.h.
 *
 * Addresses of counters, points and records are handled as 64-bit integers where LLVM's address
 * spaces would stand in the way. What is put in never touches what the program's own loads and
 * stores do; LLVM is told so by types of ours beside those of the program (TBAA), so that neither
 * stands in the other's way and a counter can stay in a register through a loop without calls.
 */
#include "objects.h"

#include "abi.h"

#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

/* What there is to access: of three kinds, and none is another. */
static const char COUNTER[] = "memcc counter", THREAD[] = "memcc thread", RECORD[] = "memcc record";

static const unsigned SEGMENT_SPACE = 256; /* X86: relative to %gs */

/* Executables on x86-64: anything but -fPIC. */
static bool has_segment(const Module &module)
{
	Triple triple(module.getTargetTriple());
	return triple.getArch() == Triple::x86_64 && !triple.isX32() &&
	       (module.getPICLevel() == PICLevel::NotPIC ||
		module.getPIELevel() != PIELevel::Default);
}

/* A point must not be stored ahead of the push that makes room for it, lest a signal handler pushes
 * over it. A machine that adds to an address as it stores there would do so; but what is of one
 * kind keeps its order. */
static const char *record_kind(const Module &module)
{
	return Triple(module.getTargetTriple()).isX86() ? RECORD : THREAD;
}

Objects::Objects(Function &function, unsigned counter_count, unsigned point_words,
		 bool entry_counter, MDNode *aliasing)
    : function(function), module(*function.getParent()), context(function.getContext()),
      word(Type::getInt64Ty(context)), half(Type::getInt32Ty(context)),
      address(PointerType::get(Type::getInt8Ty(context), 0)), segment(has_segment(module)),
      suspends(compat::is_coroutine(function)), counter_count(counter_count),
      point_words(point_words), entry_counter(entry_counter), aliasing(aliasing)
{
	auto zeros = [&](unsigned count) {
		return ConstantAggregateZero::get(ArrayType::get(word, count));
	};
	Type *fields[] = {half, half, address, word, word, word, word, word, address};
	std::vector<uint64_t> start(counter_count);
	if (entry_counter)
		start[0] = UINT64_MAX;
	counters = own("__memcc_counters", ArrayType::get(word, counter_count),
		       segment ? SEGMENT_SPACE : 0, ConstantDataArray::get(context, start),
		       MEMCC_DATA_SECTION);
	points = own("__memcc_points", ArrayType::get(word, point_words), 0, zeros(point_words),
		     MEMCC_DATA_SECTION);
	points->setAlignment(Align(16));
	descriptor = own("__memcc_function", StructType::get(context, ArrayRef<Type *>(fields)), 0,
			 nullptr, nullptr);
}

GlobalVariable *Objects::own(const char *name, Type *type, unsigned space, Constant *value,
			     const char *section)
{
	auto *variable = new GlobalVariable(module, type, false, GlobalValue::InternalLinkage,
					    value ? value : Constant::getNullValue(type), name,
					    nullptr, GlobalValue::NotThreadLocal, space);
	variable->setAlignment(Align(8));
	if (section)
		variable->setSection(section);
	return variable;
}

GlobalVariable *Objects::external(const char *name, Type *type, unsigned space, bool hidden)
{
	if (auto *known = module.getGlobalVariable(name, true))
		return known;
	auto *variable =
		new GlobalVariable(module, type, false, GlobalValue::ExternalLinkage, nullptr, name,
				   nullptr, GlobalValue::NotThreadLocal, space);
	if (hidden) {
		variable->setVisibility(GlobalValue::HiddenVisibility);
		variable->setDSOLocal(true);
	}
	return variable;
}

GlobalVariable *Objects::thread_local_word(const char *name, bool hidden)
{
	GlobalVariable *variable = external(name, word, 0, hidden);
	variable->setThreadLocalMode(GlobalValue::InitialExecTLSModel);
	return variable;
}

Constant *Objects::as_address(Constant *object)
{
	return ConstantExpr::getPointerCast(object, address);
}

Constant *Objects::point(unsigned index)
{
	Constant *place = ConstantExpr::getInBoundsGetElementPtr(
		points->getValueType(), points,
		ArrayRef<Constant *>{ConstantInt::get(word, 0), ConstantInt::get(word, index)});
	return ConstantExpr::getPtrToInt(place, word);
}

MDNode *Objects::unlikely(void)
{
	return MDBuilder(context).createBranchWeights(1, 1 << 20);
}

/* --- the runtime's functions --- */

void Objects::call(Builder &builder, const char *name, ArrayRef<Value *> arguments)
{
	SmallVector<Type *, 2> types(arguments.size(), address);
	FunctionCallee callee = module.getOrInsertFunction(
		name, FunctionType::get(Type::getVoidTy(context), types, false));
	cast<Function>(callee.getCallee()->stripPointerCasts())->setDoesNotThrow();
	builder.CreateCall(callee, arguments)->setDoesNotThrow();
}

/* Not a call to the compiler's eyes, so that no register is lost and a leaf function stays one: the
 * 128 bytes below the stack pointer may be in use. Nor does it touch anything that is the
 * program's. */
void Objects::stub_enter(Builder &builder)
{
	auto *type = FunctionType::get(Type::getVoidTy(context), {address}, false);
	auto *code = InlineAsm::get(type,
				    "leaq -128(%rsp), %rsp\n\tcall " MEMCC_STUB_ENTER_NAME
				    "\n\tleaq 128(%rsp), %rsp",
				    "{r11},~{dirflag},~{fpsr},~{flags}", true);
	CallInst *made = builder.CreateCall(type, code, {as_address(descriptor)});
	made->setDoesNotThrow();
	made->addFnAttr(Attribute::WillReturn);
	compat::touches_nothing_visible(made);
}

void Objects::call_enter_cold(Builder &builder)
{
	if (segment)
		stub_enter(builder);
	else
		call(builder, "__memcc_enter", {as_address(descriptor)});
}

/* --- per-thread data --- */

/* What is put in is no business of the sanitizers, and touches nothing of the program's. */
void Objects::mark(Instruction *access, const char *what)
{
	access->setMetadata("nosanitize", MDNode::get(context, {}));
	if (!aliasing)
		return;
	MDBuilder builder(context);
	MDNode *type = builder.createTBAAScalarTypeNode(what, aliasing);
	access->setMetadata(LLVMContext::MD_tbaa, builder.createTBAAStructTagNode(type, type, 0));
}

Value *Objects::load(Builder &builder, Type *type, Value *place, const char *what)
{
	LoadInst *result = builder.CreateLoad(type, place);
	mark(result, what);
	return result;
}

void Objects::store(Builder &builder, Value *value, Value *place, const char *what)
{
	mark(builder.CreateStore(value, place), what);
}

Value *Objects::load_thread_local(Builder &builder, const char *name, bool hidden)
{
	return load(builder, word, thread_local_word(name, hidden), THREAD);
}

void Objects::prologue(Instruction *before)
{
	if (segment || suspends)
		return;
	Builder builder(before);
	Value *first = load_thread_local(builder, "__memcc_delta", true);
	BasicBlock *from = before->getParent();
	Instruction *cold = SplitBlockAndInsertIfThen(
		builder.CreateICmpEQ(first, ConstantInt::get(word, 0)), before, false, unlikely());
	builder.SetInsertPoint(cold);
	call(builder, "__memcc_attach", {as_address(descriptor)});
	Value *second = load_thread_local(builder, "__memcc_delta", true);
	builder.SetInsertPoint(before->getParent(), before->getParent()->begin());
	PHINode *joined = builder.CreatePHI(word, 2);
	joined->addIncoming(first, from);
	joined->addIncoming(second, cold->getParent());
	delta = joined;
	builder.SetInsertPoint(before);
	self = load_thread_local(builder, "__memcc_self", false);
}

Constant *Objects::counter(unsigned index)
{
	return ConstantExpr::getInBoundsGetElementPtr(
		counters->getValueType(), counters,
		ArrayRef<Constant *>{ConstantInt::get(word, 0), ConstantInt::get(word, index)});
}

Value *Objects::add_to_counter(Instruction *before, unsigned index)
{
	Builder builder(before);
	Value *place = counter(index);
	if (!segment) {
		Value *moved = suspends ? load_thread_local(builder, "__memcc_delta", true) : delta;
		place = builder.CreateAdd(builder.CreatePtrToInt(place, word), moved);
		place = builder.CreateIntToPtr(place, PointerType::get(word, 0));
	}
	Value *count = load(builder, word, place, COUNTER);
	count = builder.CreateAdd(count, ConstantInt::get(word, 1));
	store(builder, count, place, COUNTER);
	return count;
}

/* One instruction, as it stands. Of a counter in a loop where it runs in some rounds only, the
 * optimiser would load the count ahead of the loop, to save a load that costs nothing, and store it
 * as before; and where several paths meet, it would make one counter with a computed address of
 * many. */
void Objects::add_in_place(Instruction *before, unsigned index)
{
	if (!segment) {
		add_to_counter(before, index);
		return;
	}
	Builder builder(before);
	Constant *place = counter(index);
	auto *type = FunctionType::get(Type::getVoidTy(context), {place->getType()}, false);
	auto *code = InlineAsm::get(type, "incq %gs:${0:c}(%rip)", "i,~{dirflag},~{fpsr},~{flags}",
				    true);
	CallInst *made = builder.CreateCall(type, code, {place});
	made->setDoesNotThrow();
	made->addFnAttr(Attribute::WillReturn);
	compat::touches_nothing_visible(made);
}

Value *Objects::thread_word(Builder &builder, unsigned index)
{
	if (segment) {
		auto *type = ArrayType::get(word, 2);
		auto *thread = external("__memcc_thread", type, SEGMENT_SPACE, true);
		return ConstantExpr::getInBoundsGetElementPtr(
			type, thread,
			ArrayRef<Constant *>{ConstantInt::get(word, 0),
					     ConstantInt::get(word, index)});
	}
	Value *block = suspends ? load_thread_local(builder, "__memcc_self", false) : self;
	block = builder.CreateAdd(block, ConstantInt::get(word, 8 * index));
	return builder.CreateIntToPtr(block, PointerType::get(word, 0));
}

Value *Objects::load_top(Instruction *before)
{
	Builder builder(before);
	return load(builder, word, thread_word(builder, 0), THREAD);
}

/* One instruction, where the optimiser, which sees that the sum is needed, would take three. */
void Objects::push_in_place(Builder &builder, Value *place)
{
	auto *type = FunctionType::get(Type::getVoidTy(context), {place->getType()}, false);
	auto *code = InlineAsm::get(type, "addq $$8, %gs:${0:c}(%rip)",
				    "i,~{dirflag},~{fpsr},~{flags}", true);
	CallInst *made = builder.CreateCall(type, code, {place});
	made->setDoesNotThrow();
	made->addFnAttr(Attribute::WillReturn);
	compat::touches_its_argument(made);
	mark(made, THREAD);
}

Value *Objects::push(Instruction *before)
{
	Builder builder(before);
	Value *place = thread_word(builder, 0);
	if (segment) {
		push_in_place(builder, place);
		return load(builder, word, place, THREAD);
	}
	Value *record = builder.CreateAdd(load(builder, word, place, THREAD),
					  ConstantInt::get(word, sizeof(uintptr_t)));
	store(builder, record, place, THREAD);
	return record;
}

void Objects::pop(Instruction *before)
{
	Builder builder(before);
	Value *place = thread_word(builder, 0);
	store(builder,
	      builder.CreateSub(load(builder, word, place, THREAD),
				ConstantInt::get(word, sizeof(uintptr_t))),
	      place, THREAD);
}

void Objects::store_point(Instruction *before, unsigned index)
{
	store_record(before, point(index));
}

void Objects::store_record(Instruction *before, Value *point)
{
	Builder builder(before);
	Value *top = load(builder, word, thread_word(builder, 0), THREAD);
	store(builder, point, builder.CreateIntToPtr(top, PointerType::get(word, 0)),
	      record_kind(module));
}

void Objects::store_variant(Instruction *before, unsigned variant)
{
	Builder builder(before);
	Type *type = Type::getInt16Ty(context);
	Value *top = load(builder, word, thread_word(builder, 0), THREAD);
	Value *place = builder.CreateAdd(top, ConstantInt::get(word, MEMCC_POINT_VARIANT_BYTE));
	store(builder, ConstantInt::get(type, variant),
	      builder.CreateIntToPtr(place, PointerType::get(type, 0)), RECORD);
}

void Objects::enter(Instruction *before)
{
	Value *sum;
	if (entry_counter) {
		sum = add_to_counter(before, 0);
	} else {
		Builder builder(before);
		sum = load(builder, half,
			   builder.CreateStructGEP(descriptor->getValueType(), descriptor, 1),
			   THREAD);
	}
	Builder builder(before);
	Value *first = builder.CreateICmpEQ(sum, ConstantInt::get(sum->getType(), 0));
	Instruction *cold = SplitBlockAndInsertIfThen(first, before, false, unlikely());
	builder.SetInsertPoint(cold);
	call_enter_cold(builder);
}

/* --- mode "calls" --- */

void Objects::call_enter(Instruction *before)
{
	Builder builder(before);
	call(builder, "__memcc_call_enter", {as_address(descriptor)});
}

void Objects::call_statement(Instruction *before, unsigned counter, unsigned index)
{
	Builder builder(before);
	Constant *number = ConstantExpr::getPtrToInt(this->counter(counter), word);
	call(builder, "__memcc_call_statement",
	     {ConstantExpr::getIntToPtr(number, address),
	      ConstantExpr::getIntToPtr(point(index), address)});
}

void Objects::call_resume(Instruction *before, unsigned index)
{
	Builder builder(before);
	call(builder, "__memcc_call_resume", {ConstantExpr::getIntToPtr(point(index), address)});
}

void Objects::call_leave(Instruction *before)
{
	Builder builder(before);
	call(builder, "__memcc_call_leave", {});
}

void Objects::reland(Instruction *before, Value *record)
{
	Builder builder(before);
	call(builder, "__memcc_reland", {builder.CreateIntToPtr(record, address)});
}

/* --- the descriptor --- */

void Objects::finish(const unsigned char *bytes, size_t size)
{
	Constant *text = ConstantDataArray::get(context, ArrayRef<uint8_t>(bytes, size));
	auto *description = own("__memcc_description", text->getType(), 0, text, nullptr);
	description->setConstant(true);
	description->setAlignment(Align(1));
	GlobalVariable *abi = external(MEMCC_ABI_SYMBOL_NAME, Type::getInt8Ty(context), 0, false);

	/* Two 16-bit fields in one: little-endian, as all machines that are supported. */
	uint32_t flags = entry_counter ? MEMCC_FUNCTION_ENTRY_COUNTER : 0;
	auto *type = cast<StructType>(descriptor->getValueType());
	descriptor->setInitializer(ConstantStruct::get(
		type,
		{ConstantInt::get(half, MEMCC_ABI_VERSION | flags << 16), ConstantInt::get(half, 0),
		 as_address(description), ConstantInt::get(word, size),
		 ConstantExpr::getPtrToInt(counters, word), ConstantInt::get(word, counter_count),
		 ConstantExpr::getPtrToInt(points, word), ConstantInt::get(word, point_words),
		 as_address(abi)}));
	auto *pointer =
		own("__memcc_pointer", address, 0, as_address(descriptor), MEMCC_FUNCS_SECTION);
	appendToUsed(module, {pointer});
}

/* --- what was put in --- */

static StringRef assembly(const CallInst &call)
{
	auto *code = dyn_cast<InlineAsm>(call.getCalledOperand());
	return code ? StringRef(code->getAsmString()) : StringRef();
}

bool objects_is_cold_call(const CallInst &call)
{
	auto *callee = call.getCalledFunction();
	StringRef name = callee ? callee->getName() : assembly(call);
	for (const char *known : {MEMCC_STUB_ENTER_NAME, "__memcc_enter", "__memcc_attach"})
		if (name.contains(known))
			return true;
	return false;
}

bool objects_is_own(const Instruction &instruction)
{
	if (auto *call = dyn_cast<CallInst>(&instruction))
		return assembly(*call).contains("%gs:${");
	if (!isa<LoadInst>(instruction) && !isa<StoreInst>(instruction))
		return false;
	return instruction.getMetadata("nosanitize") ||
	       getLoadStorePointerOperand(&instruction)->getType()->getPointerAddressSpace() ==
		       SEGMENT_SPACE;
}

/* --- aliasing --- */

/* A type's node is {name, parent, …}; the root has a name alone. */
static MDNode *root_of(const MDNode *tag)
{
	auto *type =
		tag->getNumOperands() > 1 ? dyn_cast_or_null<MDNode>(tag->getOperand(1)) : nullptr;
	while (type && type->getNumOperands() > 1)
		type = isa<MDString>(type->getOperand(0))
			       ? dyn_cast_or_null<MDNode>(type->getOperand(1))
			       : nullptr;
	return const_cast<MDNode *>(type);
}

MDNode *objects_aliasing(const Module &module)
{
	for (const Function &function : module)
		for (const BasicBlock &block : function)
			for (const Instruction &instruction : block)
				if (MDNode *tag = instruction.getMetadata(LLVMContext::MD_tbaa))
					return root_of(tag);
	return nullptr;
}
