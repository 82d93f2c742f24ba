package io.tidelock.engine;

import io.tidelock.connector.WriteOperation;
import io.tidelock.store.Intent;

/**
 * One write of one item, announced or about to be.
 *
 * @param item whose
 * @param intent what is announced
 * @param operation what is sent
 */
record PlannedWrite(Item item, Intent intent, WriteOperation operation) {}
