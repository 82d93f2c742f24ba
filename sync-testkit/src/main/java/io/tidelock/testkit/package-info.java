/**
 * What test suites use: the in-memory CRM, the manual clock and the contracts that prove a connector or a store.
 *
 * <p>For hosts and vendors.
 */
@NullMarked
package io.tidelock.testkit;

import org.jspecify.annotations.NullMarked;
