ponte_table(layers formats/keras/keras_layer.h KerasLayer layer all_keras_layers)
