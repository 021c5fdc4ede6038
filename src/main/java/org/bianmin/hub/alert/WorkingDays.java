package org.bianmin.hub.alert;

import java.time.LocalDate;

/** Which days are worked, with statutory holidays and the weekends worked for them (调休). */
@FunctionalInterface
public interface WorkingDays {

  boolean working(LocalDate day);
}
