package io.tidelock.jdbc;

import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassReader;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.ClassWriter;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.MethodVisitor;
import com.tngtech.archunit.thirdparty.org.objectweb.asm.Opcodes;
import java.io.IOException;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Has a process believe in another time, as if its machine's clock were set wrong: adds to what the JVM is told where its code
 * asks, in drivers, pool and JDK too. Nothing that counts nanoseconds notices. An agent, of a JVM of its own.
 */
public final class SkewedTime implements ClassFileTransformer {

    private final Duration ahead;

    private SkewedTime(Duration ahead) {
        this.ahead = ahead;
    }

    /** Returns what to start a JVM with; the folder keeps what it needs. */
    static String option(Path folder, Duration ahead) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", SkewedTime.class.getName());
        manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
        Path agent = folder.resolve("skewed-time.jar");
        new JarOutputStream(Files.newOutputStream(agent), manifest).close();
        return "-javaagent:" + agent + "=" + ahead;
    }

    /** Called by the JVM, before the program's own start. */
    public static void premain(String ahead, Instrumentation jvm)
            throws UnmodifiableClassException, ClassNotFoundException {
        jvm.addTransformer(new SkewedTime(Duration.parse(ahead)), true);
        jvm.retransformClasses(Clock.class, Class.forName("java.time.Clock$SystemClock"), Date.class);
    }

    @Override
    public byte @Nullable [] transform(
            @Nullable ClassLoader loader,
            String name,
            @Nullable Class<?> before,
            @Nullable ProtectionDomain domain,
            byte[] code) {
        String text = new String(code, StandardCharsets.ISO_8859_1);
        if (!text.contains("currentTimeMillis") && !text.contains("getNanoTimeAdjustment")) {
            return null;
        }
        ClassReader reader = new ClassReader(code);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Skewed(writer), 0);
        return writer.toByteArray();
    }

    private final class Skewed extends ClassVisitor {
        private Skewed(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String generic, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9, super.visitMethod(access, name, type, generic, thrown)) {
                @Override
                public void visitMethodInsn(
                        int code, String owner, String called, String signature, boolean ofInterface) {
                    super.visitMethodInsn(code, owner, called, signature, ofInterface);
                    if (owner.equals("java/lang/System") && called.equals("currentTimeMillis")) {
                        add(ahead.toMillis());
                    } else if (owner.equals("jdk/internal/misc/VM") && called.equals("getNanoTimeAdjustment")) {
                        add(ahead.toNanos());
                    }
                }

                private void add(long more) {
                    visitLdcInsn(more);
                    visitInsn(Opcodes.LADD);
                }
            };
        }
    }
}
