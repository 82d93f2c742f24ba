package io.tidelock.ringostat;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String FOR_HOSTS =
            "RingostatConnector|RingostatWebhooks|RingostatPlan|RingostatSettings|RingostatCall|BookContact|CallMatrix|CallScenario|CallAction|CallTask|Whose";

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidelock.ringostat");

    @Test
    void onlyTheDoorsAreOpen() {
        classes()
                .that()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .haveNameMatching("io\\.tidelock\\.ringostat\\.(" + FOR_HOSTS + ")")
                .because("public is for ever: make the class package-private, or argue for it here.")
                .check(OURS);
    }

    @Test
    void retrofitAndJacksonStayInside() {
        noMethods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should()
                .haveRawReturnType(DescribedPredicate.describe(
                        "a type of Retrofit or Jackson",
                        (JavaClass type) -> type.getPackageName().startsWith("retrofit2")
                                || type.getPackageName().startsWith("com.fasterxml")))
                .because("hosts must not depend on them; return a type of our own.")
                .check(OURS);
    }

    @Test
    void neitherTheEngineNorAnyCrmIsKnown() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tidelock.engine..",
                        "io.tidelock.store..",
                        "io.tidelock.hubspot..",
                        "io.tidelock.salesforce..")
                .because("a connector offers capabilities and a plan speaks the CRM vocabulary, so that both run on any"
                        + " engine and any CRM; move what is needed into connector, mapping or crm.")
                .check(OURS);
    }
}
