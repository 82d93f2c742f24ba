package io.tidelock.documents;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.mapping.FieldMapping;
import io.tidelock.mapping.Flow;
import io.tidelock.mapping.Plan;
import io.tidelock.mapping.PlanLint;
import io.tidelock.record.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MappingPageTest {

    @Test
    void theExampleOfThePageIsLoaded() throws IOException {
        String page = Files.readString(Path.of("../docs/mapping.md"));
        String example = page.split("```yaml\n", 2)[1].split("```", 2)[0];

        Plan loaded = PlanDocument.of(Samples.members()).load(example);

        Flow members = loaded.flows().get(0);
        assertThat(members.mappings()).extracting(FieldMapping::id).containsExactly("last_name", "street", "tier");
        assertThat(members.mappings().get(2).converter().toTarget(Value.text("tin")))
                .isEqualTo(Value.text("low"));
        assertThat(members.limit())
                .hasValueSatisfying(limit -> assertThat(limit.records()).isEqualTo(50));
        assertThat(PlanLint.of(loaded).errors()).isEmpty();
        assertThat(PublishedSchema.violationsOfYaml(example)).isEmpty();
    }
}
