package org.bianmin.hub.receive;

import java.util.Map;

/**
 * A line of a bill.
 *
 * @param line from 1
 * @param columns by title, in the order of the file; without the marks that keep spreadsheets from
 *     changing numbers
 * @param number what the provider calls it by, with the number of the refund where it is one
 * @param kind the provider's word for what happened
 * @param fee what the provider keeps, yuan with two decimals; below zero where it gives back
 */
record BillRow(int line, Map<String, String> columns, String number, String kind, String fee) {}
