/** What the module asks of the host. */

/** The double that is nearest to the number in so many bytes of JSON. */
export declare function oddNumber(from: usize, bytes: usize): f64;
