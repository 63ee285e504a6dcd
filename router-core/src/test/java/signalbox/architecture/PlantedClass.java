package signalbox.architecture;

import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Classes made to break a rule, so that the tests of the rooms are seen to fail.
public final class PlantedClass {
    private PlantedClass() {}

    /// A class `name` with one method, which calls `owner.method()`.
    public static ClassUses calling(String name, String owner, String method) {
        var nothing = MethodTypeDesc.of(ConstantDescs.CD_void);
        var called = ClassDesc.of(owner);
        return ClassUses.of(
                ClassFile.of()
                        .build(
                                ClassDesc.of(name),
                                type ->
                                        type.withMethodBody(
                                                "act",
                                                nothing,
                                                ClassFile.ACC_STATIC,
                                                code -> code.invokestatic(called, method, nothing).return_())));
    }
}
