/**
 * The figures of mutual recognition (MR-01 to MR-08), counted from facts, deliveries and what the
 * room has judged and looked at; every number can be followed to the facts behind it.
 */
package org.bianmin.hub.recognition.figures;
