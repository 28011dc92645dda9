"""Labels: what photos suggest, where a label is cut, and what it learns from corrections."""
