package io.tidelock.benchmarks.workload;

/**
 * Both systems, fresh.
 *
 * @param feed the source
 * @param crm the target
 */
public record Workload(PatientFeed feed, Crm crm) {

    /** Makes a source of so many patients, and a target that knows every tenth of them. */
    public static Workload of(int patients) {
        return new Workload(new PatientFeed(patients), Crm.knowingSomeOf(patients));
    }

    /**
     * Compares what a peer left behind with what it should be: one contact for each patient, holding what the patient shows,
     * and one link for each patient, to that contact.
     *
     * @throws WrongResultException with the first difference
     */
    public void requireDone(Phase phase, Peer peer) {
        int patients = feed.patients();
        require(crm.size() == patients, "There are " + crm.size() + " contacts for " + patients + " patients");
        int[] links = new int[1];
        peer.eachLink((patient, contact) -> {
            links[0]++;
            Row expected = PatientFeed.patient(Integer.parseInt(patient.substring(1)), phase)
                    .row();
            boolean holds = crm.find(contact)
                    .filter(found -> found.row().equals(expected))
                    .isPresent();
            require(holds, "Contact " + contact + " does not show what patient " + patient + " does");
        });
        require(links[0] == patients, "There are " + links[0] + " links for " + patients + " patients");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new WrongResultException(otherwise);
        }
    }
}
