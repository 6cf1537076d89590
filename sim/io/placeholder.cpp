namespace navette {}
