"""Pure rules of visits: who may go, and what may be published afterwards."""
