"""Availability: when members can play in a week of their own zone, and when those of a party can together."""
