/** Signed notifications of payment providers: verified, decrypted, journaled, then answered. */
package org.bianmin.hub.receive.payment;
