/// Commands about the central bank's calendars and operational days (C13, S16).
@NullMarked
package kz.digitaltenge.app.day;

import org.jspecify.annotations.NullMarked;
