package io.tidelock.testkit.simulation;

import io.tidelock.mapping.Plan;
import io.tidelock.record.RecordType;
import io.tidelock.store.SyncStore;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What is played with.
 *
 * @param values what people put into fields, by the fields' names, instead of generated values
 * @param refers what kind of records fields hold the ids of, by the fields' names
 * @param mishaps what may go wrong
 * @param store makes an empty store
 * @param seams makes what stands between the engine and everything else
 * @param checked what must hold
 */
record Settings(
        Plan plan,
        Map<String, List<String>> values,
        Map<String, RecordType> refers,
        Set<Mishap> mishaps,
        Supplier<SyncStore> store,
        Supplier<Seams> seams,
        Set<Guarantee> checked) {}
