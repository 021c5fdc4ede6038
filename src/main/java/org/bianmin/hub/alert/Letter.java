package org.bianmin.hub.alert;

/**
 * What a channel is given.
 *
 * @param title one line
 * @param body the text of an e-mail; else the JSON that is sent
 */
record Letter(String title, String body) {}
