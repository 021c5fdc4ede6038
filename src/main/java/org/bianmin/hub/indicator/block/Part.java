package org.bianmin.hub.indicator.block;

/** A day of a type, or a part of its void facts ({@link PartitionDay}). */
record Part(String type, long part) {

  boolean isVoid() {
    return PartitionDay.isVoid(part);
  }
}
