package io.tidelock;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArchitectureTest {

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidelock");

    private static final Set<String> VENDORS =
            Set.of("hubspot", "salesforce", "cliniko", "severa", "qbench", "ringostat", "carevision");

    private static final Set<String> PUBLIC_IN_ENGINE = Set.of(
            "SyncEngine",
            "Builder",
            "SyncReport",
            "FlowReport",
            "Verdict",
            "Kind",
            "Interruption",
            "SyncListener",
            "ConfigurationException",
            "Problem",
            "BrakeStatus",
            "Integration",
            "IntegrationCatalog",
            "Assurances",
            "CallUnderWay",
            "Lease",
            "Journal",
            "KeyUse",
            "Inbox",
            "InboxResponse",
            "WebhookReceiver",
            "WebhookRoute",
            "OutdatedPlanException");

    @ParameterizedTest
    @CsvSource({
        "record, ''",
        "connector, record",
        "mapping, record",
        "crm, record mapping",
        "store, record",
        "answers, record connector mapping store",
        "engine, record connector mapping crm store answers",
        "runner, record connector store engine",
    })
    void packagesKnowOnlyThoseBeforeThem(String name, String known) {
        String[] allowed = Stream.concat(
                        Stream.of(name), Stream.of(known.split(" ")).filter(n -> !n.isEmpty()))
                .map(n -> "io.tidelock." + n)
                .toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage("io.tidelock." + name)
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.tidelock..").and(DescribedPredicate.not(resideInAnyPackage(allowed))))
                .because(
                        "the direction is record ← {connector, mapping, store, crm} ← answers ← engine, so that each can be read"
                                + " and replaced alone. Move what is needed towards record, or pass it in from the engine.")
                .check(OURS);
    }

    @Test
    void coreKnowsNoVendor() {
        classes()
                .should(have(
                        "no vendor's name",
                        type -> VENDORS.stream().noneMatch(type.getName().toLowerCase(Locale.ROOT)::contains)))
                .because(
                        "the core must run with any system. What one vendor does belongs into that vendor's connector.")
                .check(OURS);
    }

    @Test
    void coreSpeaksNoHttpNoJsonAndNoSql() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "java.net.http..", "okhttp3..", "retrofit2..", "com.fasterxml..", "java.sql..", "javax.sql..")
                .because("hosts and vendors choose those. Put it behind an interface of io.tidelock.connector or"
                        + " io.tidelock.store, and implement that in another module.")
                .check(OURS);
    }

    @Test
    void nothingReachesForTheProcess() {
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
                .callMethod(Thread.class, "start")
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .dependOnClassesThat()
                .resideInAPackage("java.util.logging..")
                .because("a library is a guest: it takes its clock, its settings and its logger (slf4j) from the host."
                        + " Add a setting to the builder instead.")
                .check(OURS);
    }

    @Test
    void timeComesFromTheClockThatWasHandedIn() {
        noClasses()
                .that()
                .resideInAPackage("io.tidelock.engine")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(LocalDate.class, "now")
                .because("a pass is repeatable only if time is given. Call instant() on the context's clock.")
                .check(OURS);
    }

    @Test
    void nothingIsSharedThroughStatics() {
        noFields()
                .that()
                .areStatic()
                .should()
                .notBeFinal()
                .because("two tenants in one process share nothing. Keep state in the store or in the pass.")
                .check(OURS);
    }

    @Test
    void engineShowsOnlyWhatHostsNeed() {
        ArchRule rule = classes()
                .that()
                .resideInAPackage("io.tidelock.engine")
                .and()
                .arePublic()
                .should(have("a name that is meant for hosts", type -> PUBLIC_IN_ENGINE.contains(type.getSimpleName())))
                .because("no is temporary, yes is for ever. Make the type package-private, or add it to the list here"
                        + " and to the documentation.");

        rule.check(OURS);
    }

    private static ArchCondition<JavaClass> have(String what, Predicate<JavaClass> test) {
        return new ArchCondition<>("have " + what) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, test.test(type), type.getName() + " should have " + what));
            }
        };
    }
}
