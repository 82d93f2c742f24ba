package io.tidelock.testkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.tidelock.answers.Ceilings;
import io.tidelock.answers.Preview;
import io.tidelock.answers.SavedPlan;
import io.tidelock.jdbc.JdbcStore;
import io.tidelock.jdbc.Postgres;
import io.tidelock.jdbc.Sqlite;
import io.tidelock.mapping.GonePolicy;
import io.tidelock.record.RecordRef;
import io.tidelock.record.Side;
import io.tidelock.record.Verb;
import io.tidelock.store.InMemoryStore;
import io.tidelock.store.SyncStore;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Answers are the same whatever the store. */
class DurableAnswersTest {

    private static final String FLOW = "patients";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set before every test
    Path folder;

    @Test
    void answersAreTheSameOnSqlite() throws IOException {
        assertSame(Sqlite.file(folder.resolve("answers.db")));
    }

    @Test
    void answersAreTheSameOnPostgres() throws IOException {
        try (HikariDataSource pool = Postgres.pool(Postgres.emptySchema())) {
            assertSame(pool);
        }
    }

    private static void assertSame(DataSource database) throws IOException {
        try (JdbcStore store = JdbcStore.open(database)) {
            assertThat(asked(store)).isEqualTo(asked(new InMemoryStore())).hasSizeGreaterThan(8);
        }
    }

    /** Asks everything once, and returns what was answered. */
    private static List<String> asked(SyncStore store) throws IOException {
        Clinic clinic = Clinic.setup()
                .store(store)
                .flow(flow -> flow.whenSourceGone(GonePolicy.REMOVE).brake(Verb.UPDATE, 2, 0))
                .build();
        List<String> answers = new ArrayList<>();
        List<RecordRef> patients = RemovalTest.patients(clinic, 4);
        RecordRef one = clinic.contact("Cy", "Ng", null, "0412 345 678");
        clinic.contact("Cy", "Ng", null, "0412 345 678");
        RecordRef cy = clinic.patient("Cy", "Ng", null, "0412 345 678");
        tell(clinic, answers);
        clinic.pass();
        patients.forEach(patient -> clinic.clinic.edit(patient, Clinic.CITY, "Rome"));
        Preview preview = tell(clinic, answers);
        Ceilings ceilings = Ceilings.of(Verb.UPDATE, 1);
        answers.add(clinic.engine
                .apply(SavedPlan.parse(preview.plan().text()), ceilings)
                .toString());
        clinic.pass();
        answers.add(clinic.engine.explain(patients.get(3)).text());
        answers.add(clinic.engine.reject(FLOW, Verb.UPDATE) + " rejected");
        answers.add(clinic.engine.disputes().candidates(FLOW, Side.SOURCE, cy).toString());
        clinic.engine.disputes().choose(FLOW, Side.SOURCE, cy, one);
        clinic.engine.pairs().apply(clinic.engine.pairs().split(FLOW, patients.get(0)));
        clinic.pass();
        answers.add(clinic.engine
                .adoption(FLOW)
                .fromPairs(new StringReader(cy.id() + "," + one.id() + "\n" + "7,8"))
                .toString());
        clinic.clinic.archive(patients.get(1));
        SavedPlan removals = SavedPlan.parse(tell(clinic, answers).plan().text());
        answers.add(clinic.engine.apply(removals, Ceilings.of(Verb.REMOVE, 1)).toString());
        tell(clinic, answers);
        return answers;
    }

    private static Preview tell(Clinic clinic, List<String> answers) {
        Preview preview = clinic.engine.preview();
        answers.add(preview.toString());
        answers.add(clinic.engine.status().toJson());
        return preview;
    }
}
