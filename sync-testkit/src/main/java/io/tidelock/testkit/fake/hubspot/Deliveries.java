package io.tidelock.testkit.fake.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Posts events the way HubSpot does on a bad day (§8.3): in posts of up to 100, in no order, some of them twice. */
final class Deliveries {

    private static final int MOST = 100;
    private static final int EVERY_SO_MANY_TWICE = 4;

    private final Portal portal;

    Deliveries(Portal portal) {
        this.portal = portal;
    }

    List<FakeWebhook> of(List<ObjectNode> events) {
        List<String> posted = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            posted.add(Json.write(events.get(i)));
            if (i % EVERY_SO_MANY_TWICE == 0) {
                posted.add(Json.write(events.get(i).deepCopy().put("attemptNumber", 1)));
            }
        }
        Settings settings = portal.settings();
        List<String> mixed = posted.size() < 2 ? posted : portal.shuffled(posted);
        List<FakeWebhook> webhooks = new ArrayList<>();
        for (int from = 0; from < mixed.size(); from += MOST) {
            String[] some =
                    mixed.subList(from, Math.min(from + MOST, mixed.size())).toArray(String[]::new);
            webhooks.add(FakeWebhook.of(settings.clientSecret, settings.targetUrl, portal.now(), some));
        }
        return List.copyOf(webhooks);
    }
}
