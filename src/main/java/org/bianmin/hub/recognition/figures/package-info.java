/**
 * What the hub knows of reports and orders beside what it was told, for the indicators of mutual
 * recognition (MR-01 to MR-08): what was judged, looked up, and accepted by a platform.
 */
package org.bianmin.hub.recognition.figures;
