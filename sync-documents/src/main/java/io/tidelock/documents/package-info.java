/**
 * A plan's mappings and settings as a document, YAML or JSON, that a host's users edit ({@link
 * io.tidelock.documents.PlanDocument}). What is code stays code: a document is laid over a plan.
 *
 * <p>For hosts. Everything here is immutable and thread-safe; nothing here reads or writes a file.
 */
@NullMarked
package io.tidelock.documents;

import org.jspecify.annotations.NullMarked;
