/** The benchmark: the hub beside two floors made of the same parts (docs/benchmark.md). */
package org.bianmin.hub.bench;
