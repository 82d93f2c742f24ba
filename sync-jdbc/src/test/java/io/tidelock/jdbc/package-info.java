@NullMarked
package io.tidelock.jdbc;

import org.jspecify.annotations.NullMarked;
