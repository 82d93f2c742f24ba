/** The databases of the peers, each as durable as its name says. */
@NullMarked
package io.tidelock.benchmarks.database;

import org.jspecify.annotations.NullMarked;
