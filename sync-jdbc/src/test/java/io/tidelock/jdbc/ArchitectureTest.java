package io.tidelock.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidelock.jdbc");

    /** What makes passes, and so knows the engine; all else is the store. */
    private static final String RUNS_ON_A_NODE =
            "io\\.tidelock\\.jdbc\\.(SyncCluster|ClusterListener|Passes|NodeLease)(\\$.*)?";

    @Test
    void hostsSeeTheStoreItsOneExceptionAndTheCluster() {
        classes()
                .that()
                .arePublic()
                .should()
                .haveSimpleName("JdbcStore")
                .orShould()
                .haveSimpleName("StoreFormatException")
                .orShould()
                .haveSimpleName("SyncCluster")
                .orShould()
                .haveSimpleName("Builder")
                .orShould()
                .haveSimpleName("ClusterListener")
                .because("how rows look is ours to change. Make the type package-private.")
                .check(OURS);
    }

    @Test
    void storeKnowsRecordsAndTheStoreSpiAndNoDriver() {
        noClasses()
                .that()
                .haveNameNotMatching(RUNS_ON_A_NODE)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tidelock.engine..",
                        "com.github.kagkarlsson..",
                        "io.tidelock.mapping..",
                        "io.tidelock.connector..",
                        "io.tidelock.crm..",
                        "org.sqlite..",
                        "org.postgresql..")
                .because("the engine may change without the store, and the host brings the driver. Put what both need"
                        + " into io.tidelock.store; ask java.sql instead of a driver.")
                .check(OURS);
    }

    @Test
    void nothingIsSharedThroughStaticsAndNoClockIsRead() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notBeFinal()
                .because("two stores in one process share nothing.")
                .check(OURS);
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Thread.class, "start")
                .because("every moment that is stored comes from the engine, and every thread from the host.")
                .check(OURS);
    }
}
