/**
 * The CRM vocabulary: the types and fields that CRMs have in common, named once. Plans speak it; a CRM connector
 * translates it ({@code first_name} is HubSpot's {@code firstname} and Salesforce's {@code FirstName}) and passes other
 * names through as native ones.
 *
 * <p>For authors of plans and of CRM connectors.
 */
@NullMarked
package io.tidelock.crm;

import org.jspecify.annotations.NullMarked;
