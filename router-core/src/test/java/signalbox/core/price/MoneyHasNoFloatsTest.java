package signalbox.core.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Money is integer: no class of the rooms that hold or count it has a float or double in a field, a signature or an
/// instruction. Read from the compiled classes, so that no spelling hides one.
class MoneyHasNoFloatsTest {
    private static final Set<ClassDesc> FLOATING =
            Set.of(
                    ConstantDescs.CD_float,
                    ConstantDescs.CD_double,
                    ConstantDescs.CD_Float,
                    ConstantDescs.CD_Double,
                    ConstantDescs.CD_float.arrayType(),
                    ConstantDescs.CD_double.arrayType());

    @Test
    void moneyRoomsHaveNoFloatingPoint() throws Exception {
        var found = new ArrayList<String>();
        for (var room : List.of("price", "budget", "ledger", "policy")) {
            var classes = classes(mainClasses().resolve("signalbox/core").resolve(room));
            assertFalse(classes.isEmpty(), "classes of " + room + " were found");
            classes.forEach(file -> found.addAll(floats(file)));
        }
        assertEquals(List.of(), found);
    }

    @Test
    void theScanFindsFloatingPointWhereThereIsSome() throws Exception {
        var here = Path.of(MoneyHasNoFloatsTest.class.getResource("MoneyHasNoFloatsTest$Sinner.class").toURI());
        var found = String.join("\n", floats(here));
        for (var place : List.of("rate", "share", "boxed", "inside", "viaCall")) {
            assertTrue(found.contains(place), place + " in " + found);
        }
    }

    /// Something to find.
    @SuppressWarnings("unused")
    static final class Sinner {
        double rate;

        long share(float part) {
            return 0;
        }

        Double boxed() {
            return null;
        }

        long inside(long nanos) {
            return (long) (nanos * 0.5);
        }

        long viaCall(String text) {
            return Math.round(Double.parseDouble(text));
        }
    }

    private static Path mainClasses() throws URISyntaxException {
        return Path.of(PriceBook.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    private static List<Path> classes(Path room) {
        try (Stream<Path> files = Files.walk(room)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> floats(Path file) {
        ClassModel type;
        try {
            type = ClassFile.of().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var name = type.thisClass().asInternalName() + ".";
        var found = new ArrayList<String>();
        type.fields().stream()
                .filter(field -> FLOATING.contains(field.fieldTypeSymbol()))
                .forEach(field -> found.add(name + field.fieldName()));
        for (var method : type.methods()) {
            boolean body =
                    method.findAttribute(Attributes.code()).map(code -> floating((CodeModel) code)).orElse(false);
            if (floating(method.methodTypeSymbol()) || body) {
                found.add(name + method.methodName());
            }
        }
        return found;
    }

    private static boolean floating(MethodTypeDesc type) {
        return FLOATING.contains(type.returnType()) || type.parameterList().stream().anyMatch(FLOATING::contains);
    }

    private static boolean floating(CodeModel code) {
        return code.elementStream()
                .anyMatch(element -> element instanceof Instruction instruction && floating(instruction));
    }

    private static boolean floating(Instruction instruction) {
        return switch (instruction) {
            case LoadInstruction load -> floating(load.typeKind());
            case StoreInstruction store -> floating(store.typeKind());
            case ArrayLoadInstruction load -> floating(load.typeKind());
            case ReturnInstruction end -> floating(end.typeKind());
            case OperatorInstruction operator -> floating(operator.typeKind());
            case ConvertInstruction convert -> floating(convert.fromType()) || floating(convert.toType());
            case ConstantInstruction constant -> floating(constant.typeKind());
            case FieldInstruction field -> FLOATING.contains(field.typeSymbol());
            case InvokeInstruction call -> floating(call.typeSymbol());
            case InvokeDynamicInstruction call -> floating(call.typeSymbol());
            default -> false;
        };
    }

    private static boolean floating(TypeKind kind) {
        return kind == TypeKind.FLOAT || kind == TypeKind.DOUBLE;
    }
}
