/// Standing orders: payments at a date, or again and again by the calendar.
@NullMarked
package kz.digitaltenge.node.standing;

import org.jspecify.annotations.NullMarked;
