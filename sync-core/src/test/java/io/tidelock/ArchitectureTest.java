package io.tidelock;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses CORE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tidelock");

    @Test
    void recordsKnowNobody() {
        uses("record")
                .because("everybody imports the nouns; move what they need into this package")
                .check(CORE);
    }

    @Test
    void vendorsMappingsAndStoresKnowOnlyTheNouns() {
        String remedy =
                "vendors, plans and stores must not depend on one another; what two of them share is a noun: move it"
                        + " to record";
        uses("connector", "record").because(remedy).check(CORE);
        uses("mapping", "record").because(remedy).check(CORE);
        uses("store", "record").because(remedy).check(CORE);
        uses("crm", "record", "mapping").because(remedy).check(CORE);
    }

    @Test
    void nobodyKnowsTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidelock.engine..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.tidelock.engine..")
                .because("the engine is the top of the house; pass it what it needs instead of calling it")
                .check(CORE);
    }

    @Test
    void coreSpeaksNeitherHttpNorJsonNorSql() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.net.http..", "okhttp3..", "retrofit2..", "com.fasterxml..", "java.sql..")
                .because(
                        "the core is embedded everywhere; put wire formats into sync-http or a connector, SQL into sync-jdbc")
                .check(CORE);
    }

    @Test
    void coreNamesNoVendor() {
        noClasses()
                .should()
                .haveNameMatching("(?i).*(hubspot|salesforce|cliniko|severa|qbench|ringostat|carevision).*")
                .because("a vendor's word in the core is a special case for everybody else; put it into its connector")
                .check(CORE);
    }

    @Test
    void libraryReadsNoEnvironmentAndStopsNoProcess() {
        noClasses()
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getProperty", String.class)
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .because("the host decides: take a setting, a Clock or an exception instead")
                .check(CORE);
    }

    @Test
    void actorsOfTheEngineStayPackagePrivate() {
        classes()
                .that()
                .resideInAPackage("io.tidelock.engine..")
                .and()
                .arePublic()
                .and()
                .areTopLevelClasses()
                .should()
                .haveNameMatching(
                        "io.tidelock.engine.(SyncEngine|SyncListener|SyncReport|FlowReport|Verdict|Interruption|ConfigurationException)")
                .because("public is for ever; hosts reach everything through SyncEngine and what it reports")
                .check(CORE);
    }

    private static ArchRule uses(String layer, String... others) {
        String[] allowed = new String[others.length];
        for (int i = 0; i < others.length; i++) {
            allowed[i] = "io.tidelock." + others[i] + "..";
        }
        return noClasses()
                .that()
                .resideInAPackage("io.tidelock." + layer + "..")
                .should()
                .dependOnClassesThat(com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                "io.tidelock..")
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage(allowed)))
                        .and(com.tngtech.archunit.base.DescribedPredicate.not(
                                com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage(
                                        "io.tidelock." + layer + ".."))))
                .as(layer + " may use only " + String.join(", ", others));
    }
}
