package io.tidelock.engine;

import io.tidelock.connector.FlaggedRecords;
import io.tidelock.connector.FlaggedRecords.FlaggedPage;
import io.tidelock.mapping.RequestFlag;
import io.tidelock.record.Side;
import java.util.Optional;

/** Takes the records for which somebody asks by a flag. */
final class Requests {

    private final PassContext context;

    Requests(PassContext context) {
        this.context = context;
    }

    void take(FlowPass flow) {
        Optional<FlaggedRecords> flagged =
                context.access(flow.flow(), Side.TARGET).flagged();
        if (flow.flow().requestFlag().isPresent() && flagged.isPresent()) {
            take(flow, flow.flow().requestFlag().get(), flagged.get());
        }
    }

    private void take(FlowPass flow, RequestFlag flag, FlaggedRecords flagged) {
        Optional<String> next = Optional.of("");
        while (next.isPresent() && !flow.isFull() && context.cutoff().another()) {
            String after = next.get().isEmpty() ? null : next.get();
            FlaggedPage page = flagged.flagged(flag.field(), flag.requested(), after);
            flow.revisit(Side.TARGET, page.refs(), Channel.REQUEST);
            context.ledger().commit();
            next = page.next();
        }
    }
}
