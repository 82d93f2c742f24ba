package io.tidelock.hubspot;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

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
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String FOR_HOSTS =
            "HubSpot(Connector|Associations|Tier|Webhooks|App|Grant|Scopes|Subscription)";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidelock.hubspot");

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(
                    "io.tidelock.record",
                    "io.tidelock.connector",
                    "io.tidelock.mapping",
                    "io.tidelock.crm",
                    "io.tidelock.store",
                    "io.tidelock.engine",
                    "io.tidelock.http");

    @Test
    void onlyTheDoorsAreOpen() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .haveNameMatching("io\\.tidelock\\.hubspot\\.(" + FOR_HOSTS + ")")
                .because("public is for ever: make the class package-private, or argue for it here.")
                .check(OURS);
    }

    @Test
    void publicSignaturesShowNeitherRetrofitNorJackson() {
        codeUnits()
                .that()
                .areDeclaredInClassesThat()
                .arePublic()
                .should(showNoLibrary())
                .because("hosts must not depend on them; take or return a type of our own.")
                .check(OURS);
    }

    @Test
    void neitherTheEngineNorAnotherSystemIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tidelock.engine..",
                        "io.tidelock.store..",
                        "io.tidelock.mapping..",
                        "io.tidelock.cliniko..",
                        "io.tidelock.salesforce..")
                .because(
                        "a CRM connector offers capabilities to any plan on any engine; move what is needed into record,"
                                + " connector or crm.")
                .check(OURS);
    }

    @Test
    void theCoreKnowsNothingOfHubSpot() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tidelock.hubspot..")
                .orShould()
                .haveSimpleNameContaining("HubSpot")
                .because("what only one vendor has belongs into its connector; give the core the idea behind it.")
                .check(CORE);
    }

    private static ArchCondition<JavaCodeUnit> showNoLibrary() {
        return new ArchCondition<>("show no type of Retrofit, Jackson or OkHttp") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                boolean visible = unit.getModifiers().contains(JavaModifier.PUBLIC)
                        || unit.getModifiers().contains(JavaModifier.PROTECTED);
                if (visible) {
                    involved(unit).stream()
                            .filter(type ->
                                    isForeign(type.getBaseComponentType().getName()))
                            .forEach(type -> events.add(SimpleConditionEvent.violated(
                                    unit, unit.getFullName() + " shows " + type.getName())));
                }
            }
        };
    }

    private static Set<JavaClass> involved(JavaCodeUnit unit) {
        Set<JavaClass> types = new LinkedHashSet<>(unit.getReturnType().getAllInvolvedRawTypes());
        unit.getParameterTypes().forEach(type -> types.addAll(type.getAllInvolvedRawTypes()));
        return types;
    }

    private static boolean isForeign(String name) {
        return name.startsWith("retrofit2.") || name.startsWith("okhttp3.") || name.startsWith("com.fasterxml.");
    }
}
