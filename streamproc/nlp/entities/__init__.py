"""Named entities: recognition, clustering, linking, salience."""
