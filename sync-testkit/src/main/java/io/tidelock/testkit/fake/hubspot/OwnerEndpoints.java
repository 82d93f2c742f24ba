package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidelock.testkit.fake.FakeResponse;
import io.tidelock.testkit.fake.hubspot.Owners.Owner;
import java.util.List;
import java.util.function.Predicate;

/** Owners, read-only (§5.4). */
final class OwnerEndpoints {

    private static final int MAX_PAGE = 500;

    private final Settings settings;
    private final Owners owners;

    OwnerEndpoints(Portal portal) {
        this.settings = portal.settings();
        this.owners = portal.owners();
    }

    FakeResponse handle(Inbound in) {
        if (in.depth() > 1) {
            throw Refusal.notFound();
        }
        if (!in.is("GET")) {
            throw Refusal.wrongMethod();
        }
        return in.depth() == 0 ? list(in) : one(in);
    }

    private FakeResponse list(Inbound in) {
        int limit = in.number("limit", 100, MAX_PAGE);
        long after = in.after();
        String email = in.query("email");
        Predicate<Owner> wanted = owner -> owner.archived() == in.flag("archived")
                && owner.id() >= after
                && (email.isEmpty() || owner.email().equalsIgnoreCase(email));
        List<Owner> found = owners.all().stream().filter(wanted).toList();
        ObjectNode body =
                Json.results(found.stream().limit(limit).map(this::json).toList());
        if (found.size() > limit) {
            body.set("paging", View.paging(Long.toString(found.get(limit).id()), ""));
        }
        return Inbound.answer(200, body);
    }

    private FakeResponse one(Inbound in) {
        long id = Ids.parse(in.segment(0)).orElseThrow(Refusal::notFound);
        boolean byUser = in.query("idProperty").equals("userId");
        return owners.all().stream()
                .filter(owner -> (byUser ? owner.userId() : owner.id()) == id)
                .filter(owner -> owner.archived() == in.flag("archived"))
                .findFirst()
                .map(owner -> Inbound.answer(200, json(owner)))
                .orElseThrow(Refusal::notFound);
    }

    private ObjectNode json(Owner owner) {
        return owner.json(settings.likeTheGuides);
    }
}
