/* objects.cc - see objects.h.
 *
 * Addresses of counters, points and records are handled as 64-bit integers where LLVM's address
 * spaces would stand in the way: counters are declared in the space of %gs, where LLVM sees that
 * nothing else aliases them and can keep one in a register through a loop.
 */
#include "objects.h"

#include "abi.h"

#include "llvm/Transforms/Utils/BasicBlockUtils.h"

using namespace llvm;

static const unsigned SEGMENT_SPACE = 256; /* X86: relative to %gs */

/* Executables on x86-64: anything but -fPIC. */
static bool has_segment(const Module &module)
{
	Triple triple(module.getTargetTriple());
	return triple.getArch() == Triple::x86_64 && !triple.isX32() &&
	       (module.getPICLevel() == PICLevel::NotPIC ||
		module.getPIELevel() != PIELevel::Default);
}

Objects::Objects(Function &function, unsigned counter_count, unsigned point_words)
    : function(function), module(*function.getParent()), context(function.getContext()),
      word(Type::getInt64Ty(context)), half(Type::getInt32Ty(context)),
      address(PointerType::get(Type::getInt8Ty(context), 0)), segment(has_segment(module)),
      suspends(compat::is_coroutine(function)), counter_count(counter_count),
      point_words(point_words)
{
	auto zeros = [&](unsigned count) {
		return ConstantAggregateZero::get(ArrayType::get(word, count));
	};
	Type *fields[] = {half, half, address, word, word, word, word, word, address};
	counters = own("__memcc_counters", ArrayType::get(word, counter_count),
		       segment ? SEGMENT_SPACE : 0, zeros(counter_count), MEMCC_DATA_SECTION);
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
 * 128 bytes below the stack pointer may be in use. */
void Objects::stub_enter(Builder &builder)
{
	auto *type = FunctionType::get(Type::getVoidTy(context), {address}, false);
	auto *code = InlineAsm::get(type,
				    "leaq -128(%rsp), %rsp\n\tcall " MEMCC_STUB_ENTER_NAME
				    "\n\tleaq 128(%rsp), %rsp",
				    "{r11},~{memory},~{dirflag},~{fpsr},~{flags}", true);
	builder.CreateCall(type, code, {as_address(descriptor)})->setDoesNotThrow();
}

/* --- per-thread data --- */

/* What is put in is no business of the sanitizers. */
Value *Objects::load(Builder &builder, Type *type, Value *place)
{
	LoadInst *result = builder.CreateLoad(type, place);
	result->setMetadata("nosanitize", MDNode::get(context, {}));
	return result;
}

void Objects::store(Builder &builder, Value *value, Value *place)
{
	builder.CreateStore(value, place)->setMetadata("nosanitize", MDNode::get(context, {}));
}

Value *Objects::load_thread_local(Builder &builder, const char *name, bool hidden)
{
	return load(builder, word, thread_local_word(name, hidden));
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

void Objects::add_to_counter(Instruction *before, unsigned index)
{
	Builder builder(before);
	Value *place = ConstantExpr::getInBoundsGetElementPtr(
		counters->getValueType(), counters,
		ArrayRef<Constant *>{ConstantInt::get(word, 0), ConstantInt::get(word, index)});
	if (!segment) {
		Value *moved = suspends ? load_thread_local(builder, "__memcc_delta", true) : delta;
		place = builder.CreateAdd(builder.CreatePtrToInt(place, word), moved);
		place = builder.CreateIntToPtr(place, PointerType::get(word, 0));
	}
	Value *count = load(builder, word, place);
	store(builder, builder.CreateAdd(count, ConstantInt::get(word, 1)), place);
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
	return load(builder, word, thread_word(builder, 0));
}

Value *Objects::push(Instruction *before)
{
	Builder builder(before);
	Value *place = thread_word(builder, 0);
	Value *record = builder.CreateAdd(load(builder, word, place),
					  ConstantInt::get(word, sizeof(uintptr_t)));
	store(builder, record, place);
	return record;
}

void Objects::pop(Instruction *before)
{
	Builder builder(before);
	Value *place = thread_word(builder, 0);
	store(builder,
	      builder.CreateSub(load(builder, word, place),
				ConstantInt::get(word, sizeof(uintptr_t))),
	      place);
}

void Objects::store_point(Instruction *before, unsigned index)
{
	Builder builder(before);
	Value *top = load(builder, word, thread_word(builder, 0));
	store(builder, point(index), builder.CreateIntToPtr(top, PointerType::get(word, 0)));
}

void Objects::store_variant(Instruction *before, unsigned variant)
{
	Builder builder(before);
	Type *type = Type::getInt16Ty(context);
	Value *top = load(builder, word, thread_word(builder, 0));
	Value *place = builder.CreateAdd(top, ConstantInt::get(word, MEMCC_POINT_VARIANT_BYTE));
	store(builder, ConstantInt::get(type, variant),
	      builder.CreateIntToPtr(place, PointerType::get(type, 0)));
}

void Objects::enter(Instruction *before)
{
	Builder builder(before);
	Value *entered = load(builder, half,
			      builder.CreateStructGEP(descriptor->getValueType(), descriptor, 1));
	Instruction *cold =
		SplitBlockAndInsertIfThen(builder.CreateICmpEQ(entered, ConstantInt::get(half, 0)),
					  before, false, unlikely());
	builder.SetInsertPoint(cold);
	if (segment)
		stub_enter(builder);
	else
		call(builder, "__memcc_enter", {as_address(descriptor)});
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
	Constant *place = ConstantExpr::getInBoundsGetElementPtr(
		counters->getValueType(), counters,
		ArrayRef<Constant *>{ConstantInt::get(word, 0), ConstantInt::get(word, counter)});
	Constant *number = ConstantExpr::getPtrToInt(place, word);
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

	auto *type = cast<StructType>(descriptor->getValueType());
	descriptor->setInitializer(ConstantStruct::get(
		type,
		{ConstantInt::get(half, MEMCC_ABI_VERSION), ConstantInt::get(half, 0),
		 as_address(description), ConstantInt::get(word, size),
		 ConstantExpr::getPtrToInt(counters, word), ConstantInt::get(word, counter_count),
		 ConstantExpr::getPtrToInt(points, word), ConstantInt::get(word, point_words),
		 as_address(abi)}));
	auto *pointer =
		own("__memcc_pointer", address, 0, as_address(descriptor), MEMCC_FUNCS_SECTION);
	appendToUsed(module, {pointer});
}
