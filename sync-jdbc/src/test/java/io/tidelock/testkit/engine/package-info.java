/** The engine's stages and stories on real databases: in this package because the stages are. */
@NullMarked
package io.tidelock.testkit.engine;

import org.jspecify.annotations.NullMarked;
