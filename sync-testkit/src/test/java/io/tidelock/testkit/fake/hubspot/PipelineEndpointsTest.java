package io.tidelock.testkit.fake.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidelock.testkit.ManualClock;
import io.tidelock.testkit.fake.hubspot.Caller.Answer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineEndpointsTest {

    private static final String DEALS = "/crm/v3/pipelines/deals";

    private final FakeHubSpot fake =
            FakeHubSpot.builder().clock(new ManualClock()).build();
    private final Caller caller = new Caller(fake);

    @Test
    void defaultPipelineHasTheKnownStages() {
        Answer pipeline = caller.get(DEALS + "/default");

        assertThat(pipeline.body().path("stages").findValuesAsText("id"))
                .containsExactly(
                        "appointmentscheduled",
                        "qualifiedtobuy",
                        "presentationscheduled",
                        "decisionmakerboughtin",
                        "contractsent",
                        "closedwon",
                        "closedlost");
        assertThat(pipeline.body().path("stages").findValuesAsText("isClosed"))
                .containsExactly("false", "false", "false", "false", "false", "true", "true");
        assertThat(pipeline.body().path("createdAt").asText()).isEqualTo("1970-01-01T00:00:00.000Z");
    }

    @Test
    void newPipelineTakesDeals() {
        Answer created = caller.post(
                DEALS,
                "{'label':'Lab','displayOrder':1,'stages':[{'label':'In','displayOrder':0,'metadata':"
                        + "{'probability':'0.5'}},{'label':'Done','displayOrder':1,'metadata':{'probability':'1.0'}}]}");
        String done = created.body().at("/stages/1/id").asText();

        String deal = fake.create("deals", Map.of("dealname", "D", "pipeline", created.id(), "dealstage", done));

        assertThat(created.status()).isEqualTo(201);
        assertThat(created.id()).matches("\\d+");
        assertThat(fake.record("deals", deal).orElseThrow()).containsEntry("hs_is_closed", "true");
    }

    @Test
    void stageOfADealNeedsAProbability() {
        assertThat(caller.post(DEALS + "/default/stages", "{'label':'S','displayOrder':9}")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void stagesCanBeAddedRelabelledAndRemoved() {
        Answer stage = caller.post(
                DEALS + "/default/stages", "{'label':'S','displayOrder':9,'metadata':{'probability':'0.3'}}");
        String path = DEALS + "/default/stages/" + stage.id();

        assertThat(caller.patch(path, "{'label':'T'}").body().path("label").asText())
                .isEqualTo("T");
        assertThat(caller.delete(path).status()).isEqualTo(204);
        assertThat(caller.get(path).status()).isEqualTo(404);
    }

    @Test
    void usedStageCannotBeDeletedFrom202609On() {
        String deal = fake.create("deals", Map.of("dealname", "D", "dealstage", "closedwon"));

        Answer refused = caller.delete("/crm/pipelines/2026-09/deals/default/stages/closedwon");
        Answer before = caller.delete("/crm/pipelines/2026-03/deals/default/stages/closedwon");

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body().path("subCategory").asText()).isEqualTo("PipelineError.STAGE_ID_IN_USE");
        assertThat(refused.body().at("/context/objectIds/0").asText()).isEqualTo(deal);
        assertThat(before.status()).isEqualTo(204);
    }

    @Test
    void stageClosesAndOpensWithItsProbability() {
        String path = DEALS + "/default/stages/contractsent";

        Answer closed = caller.patch(path, "{'metadata':{'probability':'1.0'}}");
        Answer open = caller.put(path, "{'label':'C','displayOrder':4,'metadata':{'probability':'0.7'}}");

        assertThat(closed.body().at("/metadata/isClosed").asText()).isEqualTo("true");
        assertThat(open.body().at("/metadata/isClosed").asText()).isEqualTo("false");
    }

    @Test
    void changesAreAudited() {
        String pipeline =
                caller.post(DEALS, "{'label':'P','displayOrder':1,'stages':[]}").id();
        String stage = caller.post(
                        DEALS + "/" + pipeline + "/stages",
                        "{'label':'S','displayOrder':0,'metadata':{'probability':'0.5'}}")
                .id();
        caller.patch(DEALS + "/" + pipeline, "{'label':'Q'}");
        caller.patch(DEALS + "/" + pipeline + "/stages/" + stage, "{'label':'T'}");

        Answer ofPipeline = caller.get(DEALS + "/" + pipeline + "/audit");
        Answer ofStage = caller.get(DEALS + "/{pipelineId}/stages/" + stage + "/audit");

        assertThat(ofPipeline.body().findValuesAsText("action")).containsExactly("UPDATE", "CREATE");
        assertThat(ofPipeline.body().at("/results/0/identifier").asText()).isEqualTo(pipeline);
        assertThat(ofPipeline.body().at("/results/0/portalId").isNumber()).isTrue();
        assertThat(ofStage.body().findValuesAsText("action")).containsExactly("UPDATE", "CREATE");
        assertThat(ofStage.body().at("/results/0/rawObject/label").asText()).isEqualTo("T");
        assertThat(caller.get(DEALS + "/" + pipeline + "/stages/1/audit").status())
                .isEqualTo(404);
    }
}
