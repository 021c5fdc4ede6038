package org.bianmin.hub.recognition;

/** Whose word counts for an item that both the platform and the hospital's file tell. */
public enum CatalogueOrder {
  /** The platform's: its list is the province's own. */
  PLATFORM_FIRST,
  /** The file's: the hospital says so. */
  FILES_FIRST
}
