package io.tidelock.documents;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidelock.documents");

    @Test
    void publicSignaturesShowNoForeignLibrary() {
        methods()
                .that()
                .areDeclaredInClassesThat()
                .arePublic()
                .and()
                .arePublic()
                .should()
                .haveRawReturnType(JavaClass.Predicates.resideOutsideOfPackage("com.fasterxml.."))
                .because("Jackson must be replaceable without breaking a host: take and return text.")
                .check(OURS);
    }

    @Test
    void onlyRecordsAndMappingsOfTheCoreAreUsed() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.tidelock.engine..",
                        "io.tidelock.store..",
                        "io.tidelock.runner..",
                        "io.tidelock.connector..")
                .because("a document says what a plan says; running it is the engine's.")
                .check(OURS);
    }

    @Test
    void nothingIsSharedThroughStatics() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notBeFinal()
                .because("two tenants in one process share nothing.")
                .check(OURS);
    }
}
