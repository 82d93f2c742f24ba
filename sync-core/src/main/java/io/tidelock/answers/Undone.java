package io.tidelock.answers;

import io.tidelock.answers.UndoPlan.Item;
import io.tidelock.answers.UndoPlan.Left;
import java.util.List;

/**
 * What became of an undo.
 *
 * @param written the records that were written back or removed
 * @param left what stays as it is
 * @param obstacles what could not be done, each with what a system asked for
 */
public record Undone(List<Item> written, List<Left> left, List<String> obstacles) {

    /** Copies the lists. */
    public Undone {
        written = List.copyOf(written);
        left = List.copyOf(left);
        obstacles = List.copyOf(obstacles);
    }
}
