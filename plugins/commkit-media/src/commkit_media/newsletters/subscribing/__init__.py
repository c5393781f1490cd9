"""Who gets a newsletter: members, and addresses that confirmed it twice."""
