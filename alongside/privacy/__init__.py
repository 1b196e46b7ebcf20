"""What a privacy officer watches over: reads of records that nothing in the record explains."""
