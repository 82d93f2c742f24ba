/**
 * Plays with a plan of yours: the real engine between two systems in memory, while people work on both sides and everything
 * goes wrong, drawn from seeds; then looks whether the guarantees held. See {@link io.tidelock.testkit.simulation.Simulation}.
 *
 * <p>For hosts and for the authors of ready-made plans, in their tests.
 */
@NullMarked
package io.tidelock.testkit.simulation;

import org.jspecify.annotations.NullMarked;
