package io.tidelock.testkit.fake.hubspot;

import io.tidelock.testkit.fake.FakeRequest;
import io.tidelock.testkit.fake.FakeResponse;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Leads a request through the gate and the rate limits to its endpoint. */
final class Router {

    /** Longer targets are a 414; HubSpot's own limit lies between 8 and 16 KB (G16). */
    private static final int MAX_TARGET = 8_192;

    private final Portal portal;
    private final Gate gate;
    private final Throttle throttle;
    private final ObjectEndpoints objects;
    private final AssociationEndpoints associations;
    private final PropertyEndpoints properties;
    private final PipelineEndpoints pipelines;
    private final OwnerEndpoints owners;
    private final TokenEndpoints tokens;

    Router(Portal portal, Records records, BiConsumer<ObjectType, Row> written) {
        this.portal = portal;
        this.gate = new Gate(portal);
        this.throttle = new Throttle(portal.settings());
        this.associations = new AssociationEndpoints(portal);
        this.objects = new ObjectEndpoints(portal, records, associations, written);
        this.properties = new PropertyEndpoints(portal);
        this.pipelines = new PipelineEndpoints(portal);
        this.owners = new OwnerEndpoints(portal);
        this.tokens = new TokenEndpoints(portal);
    }

    FakeResponse handle(FakeRequest request) {
        String correlationId = portal.uuid();
        if (request.target().length() > MAX_TARGET) {
            return Answers.html(414);
        }
        if (TokenEndpoints.serves(request.path())) {
            return tokens.handle(request, correlationId).with("X-HubSpot-Correlation-Id", correlationId);
        }
        Optional<Route> route = Route.of(request.path());
        FakeResponse response;
        try {
            Grants.Access access = gate.checkToken(request, portal.now());
            response = limited(request, route.orElseThrow(Refusal::notFound), access, correlationId);
        } catch (Refusal refusal) {
            response = Inbound.answer(refusal.status(), refusal.envelope(correlationId));
        }
        return response.with("X-HubSpot-Correlation-Id", correlationId);
    }

    private FakeResponse limited(FakeRequest request, Route route, Grants.Access access, String correlationId) {
        Optional<String> policy = throttle.refuse(route, portal.now());
        if (policy.isPresent()) {
            return throttle.withHeaders(route, access.oauth(), throttle.answer(policy.get(), correlationId));
        }
        FakeResponse response;
        try {
            Inbound in = new Inbound(request, route);
            in.checkQuery();
            gate.checkScope(in, access.scopes());
            response = dispatch(in);
        } catch (Refusal refusal) {
            response = Inbound.answer(refusal.status(), refusal.envelope(correlationId));
        }
        return throttle.withHeaders(route, access.oauth(), response);
    }

    private FakeResponse dispatch(Inbound in) {
        return switch (in.route().area()) {
            case OBJECTS -> objects.handle(in);
            case ASSOCIATIONS -> associations.ofPair(in);
            case PROPERTIES -> properties.handle(in);
            case PIPELINES -> pipelines.handle(in);
            case OWNERS -> owners.handle(in);
            case ACCOUNT -> account(in);
        };
    }

    private FakeResponse account(Inbound in) {
        if (in.depth() != 1 || !in.segment(0).equals("details")) {
            throw Refusal.notFound();
        }
        if (!in.is("GET")) {
            throw Refusal.wrongMethod();
        }
        ZoneOffset offset = portal.settings().zone.getRules().getOffset(portal.now());
        return Inbound.answer(
                200,
                Json.object()
                        .put("portalId", portal.settings().portalId)
                        .put("accountType", "DEVELOPER_TEST")
                        .put("timeZone", portal.settings().zone.getId())
                        .put("companyCurrency", "USD")
                        .put("utcOffset", offset.getTotalSeconds() == 0 ? "+00:00" : offset.getId())
                        .put("utcOffsetMilliseconds", offset.getTotalSeconds() * 1000));
    }
}
