package org.bianmin.hub.normalize;

/** A message, or a part of one, in which paths are looked up. */
interface Part {}
