package io.tidelock.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidelock.http");

    @Test
    void publicSignaturesShowNoForeignLibrary() {
        codeUnits()
                .should(showOnlyOurTypes())
                .because(
                        "Retrofit, Jackson and OkHttp must be replaceable without breaking a connector or a host; only"
                                + " Call.Factory may show. Take or return a type of our own, or make the member package-private.")
                .check(OURS);
    }

    @Test
    void onlyTheNounsAndTheSpiOfTheCoreAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat(tidelockBeyondTheSpi())
                .because("sync-http serves connectors: it knows records and the SPI, never mapping, store or engine."
                        + " Move what is needed into io.tidelock.connector, or pass it in.")
                .check(OURS);
    }

    @Test
    void nothingIsSharedThroughStatics() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notBeFinal()
                .because("two tenants in one process share nothing; keep state in the client or the budget.")
                .check(OURS);
    }

    @Test
    void noThreadIsStartedAndNoEnvironmentIsRead() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Executors.class, ExecutorService.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(Thread.class, "start")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .because("time passes through Pause, work happens on the caller's thread, settings come from builders.")
                .check(OURS);
    }

    private static DescribedPredicate<JavaClass> tidelockBeyondTheSpi() {
        Set<String> allowed = Set.of("io.tidelock.http", "io.tidelock.record", "io.tidelock.connector");
        return DescribedPredicate.describe(
                "of Tidelock beyond record and connector",
                type -> type.getPackageName().startsWith("io.tidelock") && !allowed.contains(type.getPackageName()));
    }

    private static ArchCondition<JavaCodeUnit> showOnlyOurTypes() {
        return new ArchCondition<>("show no type of Retrofit, Jackson, OkHttp or Okio but Call.Factory") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                if (isVisible(unit)) {
                    involved(unit).stream()
                            .filter(ArchitectureTest::isForeign)
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " shows " + type.getName())));
                }
            }
        };
    }

    private static Set<JavaClass> involved(JavaCodeUnit unit) {
        Set<JavaClass> types = new LinkedHashSet<>(unit.getReturnType().getAllInvolvedRawTypes());
        unit.getParameterTypes().forEach(type -> types.addAll(type.getAllInvolvedRawTypes()));
        types.addAll(unit.getExceptionTypes());
        return types;
    }

    private static boolean isVisible(JavaCodeUnit unit) {
        boolean member = unit.getModifiers().contains(JavaModifier.PUBLIC)
                || unit.getModifiers().contains(JavaModifier.PROTECTED);
        return member && unit.getOwner().getModifiers().contains(JavaModifier.PUBLIC);
    }

    private static boolean isForeign(JavaClass type) {
        String name = type.getBaseComponentType().getName();
        return !name.equals("okhttp3.Call$Factory")
                && (name.startsWith("okhttp3.")
                        || name.startsWith("okio.")
                        || name.startsWith("retrofit2.")
                        || name.startsWith("com.fasterxml."));
    }
}
