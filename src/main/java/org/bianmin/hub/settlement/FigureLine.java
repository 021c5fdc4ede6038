package org.bianmin.hub.settlement;

/**
 * A count with its sums, fen.
 *
 * @param what {@code settlement}, {@code payment}, {@code refund}: records of the day; {@code
 *     twin}: told by HIS and wallet, so not counted again; {@code case}: cases listed under the
 *     day; {@code open}: differences that nobody has closed; {@code finding}
 * @param method code of {@code pay-method}, empty where there is none
 * @param outcome code of the outcome of the case; of the finding for {@code finding}
 * @param fen self part: of settlements what is due, of cases the difference (of open ones without
 *     its sign)
 * @param insurance part of the insurance
 * @param fee the provider's fee
 * @param billedN, billed how many of them the provider's bill has, and with what sum
 */
public record FigureLine(
    String what,
    String method,
    String outcome,
    long n,
    long fen,
    long insurance,
    long fee,
    long billedN,
    long billed) {}
