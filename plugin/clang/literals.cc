/* literals.cc - an object of a class becomes the list of its bases' and members' values, whether or
 * not the language lets it be initialised so: code generation asks for no constructor. (A
 * ConstantExpr would be shorter, but Clang 16 stores one by the members of another type.)
 *
 *   P(1, 2)      { 1, 2 }
 *   S("abc")     { "abc", 3 }
 */
#include "literals.h"

#include <clang/AST/CXXInheritance.h>

using namespace clang;

static Expr *list(ASTContext &context, QualType type, SourceLocation place,
		  const SmallVectorImpl<Expr *> &values)
{
	auto *result = new (context) InitListExpr(context, place, values, place);
	result->setType(type);
	return result;
}

static Expr *cast(ASTContext &context, QualType type, CastKind kind, Expr *operand)
{
	return ImplicitCastExpr::Create(context, type, kind, operand, nullptr, VK_PRValue,
					FPOptionsOverride());
}

static Expr *number(ASTContext &context, const llvm::APSInt &value, QualType type,
		    SourceLocation place)
{
	QualType whole = type;
	if (auto *choice = type->getAs<EnumType>())
		whole = choice->getDecl()->getIntegerType();
	if (!whole->isIntegerType())
		return nullptr;
	Expr *result = IntegerLiteral::Create(context, value, whole, place);
	return whole == type ? result : cast(context, type, CK_IntegralCast, result);
}

/* Of what outlives the running function. */
static Expr *address(ASTContext &context, const APValue &value, QualType type, SourceLocation place)
{
	const APValue::LValueBase base = value.getLValueBase();
	const QualType bytes = context.getPointerType(context.CharTy);
	Expr *object = nullptr, *result;
	if (!type->isPointerType())
		return nullptr;
	if (value.isNullPointer())
		return new (context) ImplicitValueInitExpr(type);
	if (!base)
		return nullptr;
	if (auto *declared = base.dyn_cast<const ValueDecl *>()) {
		auto *variable = dyn_cast<VarDecl>(declared);
		if (!isa<FunctionDecl>(declared) &&
		    !(variable && variable->hasGlobalStorage() && !variable->getTLSKind() &&
		      !variable->isImplicit()))
			return nullptr;
		object = DeclRefExpr::Create(context, NestedNameSpecifierLoc(), SourceLocation(),
					     const_cast<ValueDecl *>(declared), false, place,
					     declared->getType().getNonReferenceType(), VK_LValue);
	} else if (auto *text = dyn_cast_or_null<StringLiteral>(base.dyn_cast<const Expr *>())) {
		object = const_cast<StringLiteral *>(text);
	} else {
		return nullptr;
	}
	if (object->getType()->isFunctionType())
		result = cast(context, context.getPointerType(object->getType()),
			      CK_FunctionToPointerDecay, object);
	else
		result = UnaryOperator::Create(
			context, object, UO_AddrOf, context.getPointerType(object->getType()),
			VK_PRValue, OK_Ordinary, place, false, FPOptionsOverride());
	if (const int64_t offset = value.getLValueOffset().getQuantity()) {
		const QualType size = context.getPointerDiffType();
		Expr *distance = IntegerLiteral::Create(
			context, llvm::APInt(context.getTypeSize(size), offset, true), size, place);
		result = BinaryOperator::Create(context, cast(context, bytes, CK_BitCast, result),
						distance, BO_Add, bytes, VK_PRValue, OK_Ordinary,
						place, FPOptionsOverride());
	}
	return context.hasSameType(result->getType(), type)
		       ? result
		       : cast(context, type, CK_BitCast, result);
}

/* What a reference is bound to. */
static Expr *referred(ASTContext &context, const APValue &value, QualType type,
		      SourceLocation place)
{
	const QualType target = type->getPointeeType();
	Expr *pointer = address(context, value, context.getPointerType(target), place);
	return pointer && type->isLValueReferenceType()
		       ? UnaryOperator::Create(context, pointer, UO_Deref, target, VK_LValue,
					       OK_Ordinary, place, false, FPOptionsOverride())
		       : nullptr;
}

/* From a base's member to one of the class that is asked for. */
static Expr *as_member_of(ASTContext &context, Expr *inherited, const CXXRecordDecl *base,
			  QualType type)
{
	auto *derived = type->castAs<MemberPointerType>()->getMostRecentCXXRecordDecl();
	const QualType source = context.getRecordType(base);
	CXXBasePaths paths;
	CXXCastPath path;
	if (!derived->isDerivedFrom(base, paths) ||
	    paths.isAmbiguous(context.getCanonicalType(source)))
		return nullptr;
	for (const CXXBasePathElement &step : paths.front())
		path.push_back(const_cast<CXXBaseSpecifier *>(step.Base));
	return ImplicitCastExpr::Create(context, type, CK_BaseToDerivedMemberPointer, inherited,
					&path, VK_PRValue, FPOptionsOverride());
}

/* `&C::m` */
static Expr *member(ASTContext &context, const APValue &value, QualType type, SourceLocation place)
{
	auto *declared = const_cast<ValueDecl *>(value.getMemberPointerDecl());
	if (!declared)
		return new (context) ImplicitValueInitExpr(type);
	auto *owner = dyn_cast<CXXRecordDecl>(declared->getDeclContext());
	if (!owner || value.isMemberPointerToDerivedMember())
		return nullptr;
	const QualType own =
		context.getMemberPointerType(declared->getType(), owner->getTypeForDecl());
	Expr *name = DeclRefExpr::Create(context, NestedNameSpecifierLoc(), SourceLocation(),
					 declared, false, place, declared->getType(), VK_LValue);
	Expr *result = UnaryOperator::Create(context, name, UO_AddrOf, own, VK_PRValue, OK_Ordinary,
					     place, false, FPOptionsOverride());
	return context.hasSameType(own, type) ? result : as_member_of(context, result, owner, type);
}

/* `[[no_unique_address]] E e;` of an empty class. Behind such a field's value code generation drops
 * its address, if nothing has used that yet: that of the object around it, which others go on to
 * use. */
static bool has_empty_field(ASTContext &context, const CXXRecordDecl *record)
{
	for (const FieldDecl *field : record->fields())
		if (!field->isBitField() && field->isZeroSize(context))
			return true;
	return false;
}

static Expr *object(ASTContext &context, const APValue &value, QualType type, SourceLocation place)
{
	auto *record = type->getAsCXXRecordDecl();
	SmallVector<Expr *, 8> values;
	unsigned base = 0;
	if (!record || record->isPolymorphic() || record->getNumVBases() ||
	    has_empty_field(context, record))
		return nullptr;
	for (const CXXBaseSpecifier &specifier : record->bases())
		values.push_back(
			literal(context, value.getStructBase(base++), specifier.getType(), place));
	for (const FieldDecl *field : record->fields())
		if (!field->isBitField() || field->getDeclName())
			values.push_back(literal(context,
						 value.getStructField(field->getFieldIndex()),
						 field->getType(), place));
	for (const Expr *part : values)
		if (!part)
			return nullptr;
	return list(context, type, place, values);
}

static Expr *choice(ASTContext &context, const APValue &value, QualType type, SourceLocation place)
{
	auto *field = const_cast<FieldDecl *>(value.getUnionField());
	Expr *inner =
		field ? literal(context, value.getUnionValue(), field->getType(), place) : nullptr;
	if (!inner)
		return nullptr;
	auto *result = new (context) InitListExpr(context, place, inner, place);
	result->setType(type);
	result->setInitializedFieldInUnion(field);
	return result;
}

static Expr *elements(ASTContext &context, const APValue &value, QualType type,
		      SourceLocation place)
{
	auto *array = context.getAsConstantArrayType(type);
	SmallVector<Expr *, 16> values;
	for (unsigned i = 0; array && i < value.getArraySize(); i++) {
		const APValue &element = i < value.getArrayInitializedElts()
						 ? value.getArrayInitializedElt(i)
						 : value.getArrayFiller();
		values.push_back(literal(context, element, array->getElementType(), place));
		if (!values.back())
			return nullptr;
	}
	return array ? list(context, type, place, values) : nullptr;
}

static Expr *complex(ASTContext &context, const APValue &real, const APValue &imaginary,
		     QualType type, SourceLocation place)
{
	auto *both = type->getAs<ComplexType>();
	SmallVector<Expr *, 2> values;
	for (const APValue *part : {&real, &imaginary})
		values.push_back(both ? literal(context, *part, both->getElementType(), place)
				      : nullptr);
	return values[0] && values[1] ? list(context, type, place, values) : nullptr;
}

Expr *literal(ASTContext &context, const APValue &value, QualType type, SourceLocation place)
{
	type = type.getUnqualifiedType();
	switch (value.getKind()) {
	case APValue::Int:
		return number(context, value.getInt(), type, place);
	case APValue::Float:
		return FloatingLiteral::Create(context, value.getFloat(), true, type, place);
	case APValue::LValue:
		return type->isReferenceType() ? referred(context, value, type, place)
					       : address(context, value, type, place);
	case APValue::MemberPointer:
		return member(context, value, type, place);
	case APValue::ComplexInt:
		return complex(context, APValue(value.getComplexIntReal()),
			       APValue(value.getComplexIntImag()), type, place);
	case APValue::ComplexFloat:
		return complex(context, APValue(value.getComplexFloatReal()),
			       APValue(value.getComplexFloatImag()), type, place);
	case APValue::Struct:
		return object(context, value, type, place);
	case APValue::Union:
		return choice(context, value, type, place);
	case APValue::Array:
		return elements(context, value, type, place);
	default:
		return nullptr;
	}
}
