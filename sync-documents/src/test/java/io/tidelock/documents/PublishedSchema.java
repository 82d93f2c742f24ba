package io.tidelock.documents;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;

/** The schema that we publish, as a validator that is not ours understands it. */
final class PublishedSchema {

    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PlanDocument.schema(), InputFormat.JSON);

    private PublishedSchema() {}

    static List<String> violationsOfJson(String document) {
        return violations(document, InputFormat.JSON);
    }

    static List<String> violationsOfYaml(String document) {
        return violations(document, InputFormat.YAML);
    }

    private static List<String> violations(String document, InputFormat format) {
        return SCHEMA.validate(document, format).stream().map(Error::toString).toList();
    }
}
